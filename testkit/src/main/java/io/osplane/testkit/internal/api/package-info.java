/** What the API server does with a request: rights, admission, reading, writing, watching. */
@NullMarked
package io.osplane.testkit.internal.api;

import org.jspecify.annotations.NullMarked;
