/** The way of openstack4j to the network. */
@NullMarked
package io.osplane.internal.openstack;

import org.jspecify.annotations.NullMarked;
