/** Nodes, pods and the programs that run in them. */
@NullMarked
package io.osplane.testkit.internal.kubelet;

import org.jspecify.annotations.NullMarked;
