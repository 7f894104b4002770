/**
 * OpenStack services as rows of data: one class reads a row and makes a component of it. A service
 * of the usual shape (an API under uwsgi, workers, a schema in a database) needs no class.
 */
@NullMarked
@CheckReturnValue
package io.osplane.service;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
