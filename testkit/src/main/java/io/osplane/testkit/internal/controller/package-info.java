/** The controllers of the simulated cluster. */
@NullMarked
package io.osplane.testkit.internal.controller;

import org.jspecify.annotations.NullMarked;
