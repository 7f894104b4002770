/** The network back ends of Neutron: OVN. */
@NullMarked
package io.osplane.sdn;

import org.jspecify.annotations.NullMarked;
