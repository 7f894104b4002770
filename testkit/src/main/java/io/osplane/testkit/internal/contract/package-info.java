/** What the contract of components is checked with. */
@NullMarked
package io.osplane.testkit.internal.contract;

import org.jspecify.annotations.NullMarked;
