/** Nova, placement, libvirt and the life of a compute host: planned, nothing is here yet. */
@NullMarked
package io.osplane.compute;

import org.jspecify.annotations.NullMarked;
