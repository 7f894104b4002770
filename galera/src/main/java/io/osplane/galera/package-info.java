/**
 * The database cluster: MariaDB with Galera, behind HAProxy where there are three members or more.
 */
@NullMarked
package io.osplane.galera;

import org.jspecify.annotations.NullMarked;
