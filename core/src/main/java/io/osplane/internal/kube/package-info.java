/** What the engine knows about Kubernetes objects without asking a server. */
@NullMarked
package io.osplane.internal.kube;

import org.jspecify.annotations.NullMarked;
