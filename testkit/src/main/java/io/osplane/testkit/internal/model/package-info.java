/** Kinds, and Kubernetes objects as JSON trees. */
@NullMarked
package io.osplane.testkit.internal.model;

import org.jspecify.annotations.NullMarked;
