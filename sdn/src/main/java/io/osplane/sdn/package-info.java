/** Neutron and the network back ends: planned, nothing is here yet. */
@NullMarked
package io.osplane.sdn;

import org.jspecify.annotations.NullMarked;
