package io.osplane.testkit;

/** Makes the program of a container that starts. */
@FunctionalInterface
public interface ProgramFactory {
  Program create(Container container);
}
