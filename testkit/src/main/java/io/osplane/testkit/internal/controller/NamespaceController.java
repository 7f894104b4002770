package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;

/** Furnishes new namespaces and empties those that are being deleted. */
public final class NamespaceController implements Controller {
  private final Control control;

  public NamespaceController(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    if (change.kind().name().equals("Namespace")) {
      control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
    } else if (change.kind().namespaced() && change.type() == Change.Type.DELETED) {
      String namespace = Meta.namespace(change.object());
      control.enqueue(this, new ObjectKey(control.kind("Namespace"), "", namespace));
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode namespace = control.get(key);
    if (namespace == null) {
      return;
    }
    if (Meta.deleting(namespace)) {
      empty(namespace);
    } else {
      furnish(key.name());
    }
  }

  private void furnish(String namespace) {
    if (control.get("ServiceAccount", namespace, "default") == null) {
      ObjectNode account = Tree.object();
      Tree.set(account, "metadata.name", "default");
      control.create("ServiceAccount", namespace, account);
    }
    if (control.get("ConfigMap", namespace, "kube-root-ca.crt") == null) {
      ObjectNode certificate = Tree.object();
      Tree.set(certificate, "metadata.name", "kube-root-ca.crt");
      certificate.putObject("data").put("ca.crt", "simulated");
      control.create("ConfigMap", namespace, certificate);
    }
  }

  private void empty(ObjectNode namespace) {
    boolean empty = true;
    for (Kind kind : control.kinds().all()) {
      if (kind.namespaced()) {
        for (ObjectNode object : control.list(kind.name(), Meta.name(namespace))) {
          empty = false;
          if (!Meta.deleting(object)) {
            control.delete(ObjectKey.of(kind, object), Deletion.BACKGROUND);
          }
        }
      }
    }
    if (empty) {
      control.purge(control.key("Namespace", namespace));
    }
  }
}
