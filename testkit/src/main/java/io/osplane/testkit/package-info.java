/** A simulated Kubernetes cluster inside the JVM, for tests and for trying things out. */
@NullMarked
package io.osplane.testkit;

import org.jspecify.annotations.NullMarked;
