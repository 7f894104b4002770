package io.osplane.internal.spec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

/** A constructor or method found by reflection, called without checked exceptions. */
record Invocable(MethodHandle handle, String name) {
  private static final MethodType TAKES_ARRAY = MethodType.methodType(Object.class, Object[].class);

  static Invocable of(Method method) {
    try {
      method.setAccessible(true);
      return of(MethodHandles.lookup().unreflect(method), method.toString());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(method + " cannot be called: make it public", e);
    }
  }

  static Invocable of(Constructor<?> constructor) {
    try {
      constructor.setAccessible(true);
      return of(MethodHandles.lookup().unreflectConstructor(constructor), constructor.toString());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(constructor + " cannot be called: make it public", e);
    }
  }

  private static Invocable of(MethodHandle handle, String name) {
    MethodHandle spread =
        handle.asFixedArity().asSpreader(Object[].class, handle.type().parameterCount());
    return new Invocable(spread.asType(TAKES_ARRAY), name);
  }

  /** What it returns, never null; what it throws comes through if it is unchecked. */
  Object call(List<?> arguments) {
    return Objects.requireNonNull(invoke(arguments), () -> name + " returned null");
  }

  private Object invoke(List<?> arguments) {
    try {
      return (Object) handle.invokeExact(arguments.toArray());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " failed: " + e.getMessage(), e);
    }
  }
}
