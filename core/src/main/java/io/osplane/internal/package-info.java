/** What lies behind the API; nobody's business. */
@NullMarked
package io.osplane.internal;

import org.jspecify.annotations.NullMarked;
