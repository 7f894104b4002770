/** Keystone, memcached and the other OpenStack API services as data. */
@NullMarked
@CheckReturnValue
package io.osplane.openstack;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
