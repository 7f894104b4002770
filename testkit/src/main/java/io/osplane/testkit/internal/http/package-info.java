/** HTTP/1.1 and WebSocket on loopback. */
@NullMarked
package io.osplane.testkit.internal.http;

import org.jspecify.annotations.NullMarked;
