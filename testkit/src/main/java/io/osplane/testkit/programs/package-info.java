/** What runs in the containers of a simulated OpenStack control plane. */
@NullMarked
package io.osplane.testkit.programs;

import org.jspecify.annotations.NullMarked;
