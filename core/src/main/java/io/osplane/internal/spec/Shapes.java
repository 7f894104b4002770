package io.osplane.internal.spec;

import io.osplane.Replicas;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the shapes of Java types by reflection. Not thread-safe; the shapes are. */
final class Shapes {
  private static final Map<Class<?>, Shape> SCALARS =
      Map.of(
          String.class, ScalarShape.TEXT,
          boolean.class, ScalarShape.TRUTH,
          Boolean.class, ScalarShape.TRUTH,
          int.class, ScalarShape.INT,
          Integer.class, ScalarShape.INT,
          long.class, ScalarShape.LONG,
          Long.class, ScalarShape.LONG);

  private final Map<Class<?>, Shape> known;
  private final Set<Class<?>> open = new LinkedHashSet<>();

  Shapes() {
    this(Map.of());
  }

  /** Takes these shapes for these types, instead of looking into them. */
  Shapes(Map<Class<?>, Shape> special) {
    known = new HashMap<>(SCALARS);
    known.put(Replicas.class, new ReplicasShape(record(Replicas.class)));
    known.putAll(special);
  }

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException if a component of it has a type without a form in YAML
   */
  RecordShape record(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + " is no record: make it one");
    }
    if (!open.add(type)) {
      throw new IllegalArgumentException(type.getName() + " holds itself: its form has no end");
    }
    List<Field> fields = Arrays.stream(type.getRecordComponents()).map(this::field).toList();
    open.remove(type);
    return new RecordShape(type, canonical(type), fields, defaults(type), Set.of());
  }

  private Field field(RecordComponent component) {
    Shape shape =
        shape(component.getGenericType())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        component.getDeclaringRecord().getName()
                            + " has a component without a form in YAML: "
                            + component
                            + ": use String, int, long, boolean, an enum, a record, a type with a"
                            + " public static of(String), or List, Map by String or Optional"));
    return new Field(component.getName(), shape, Invocable.of(component.getAccessor()));
  }

  private Optional<Shape> shape(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    return type instanceof Class<?> plain ? plain(plain) : Optional.empty();
  }

  private Optional<Shape> generic(ParameterizedType type) {
    List<Type> arguments = new ArrayList<>(Arrays.asList(type.getActualTypeArguments()));
    Optional<Shape> last = shape(arguments.remove(arguments.size() - 1));
    if (type.getRawType() == List.class) {
      return last.map(ListShape::new);
    }
    if (type.getRawType() == Optional.class) {
      return last.filter(shape -> !(shape instanceof OptionalShape)).map(OptionalShape::new);
    }
    boolean map = type.getRawType() == Map.class && arguments.get(0) == String.class;
    return map ? last.map(MapShape::new) : Optional.empty();
  }

  private Optional<Shape> plain(Class<?> type) {
    if (known.containsKey(type)) {
      return Optional.ofNullable(known.get(type));
    }
    if (type.isEnum()) {
      return Optional.of(EnumShape.of(type));
    }
    return factory(type, "of", String.class)
        .<Shape>map(of -> ScalarShape.parsed(type, of, text(type)))
        .or(() -> type.isRecord() ? Optional.of(record(type)) : Optional.empty());
  }

  /** How the text is had again: from a record around one text, else by toString(). */
  private static Function<Object, String> text(Class<?> type) {
    RecordComponent[] parts = type.isRecord() ? type.getRecordComponents() : null;
    if (parts == null || parts.length != 1 || parts[0].getType() != String.class) {
      return Object::toString;
    }
    Invocable accessor = Invocable.of(parts[0].getAccessor());
    return value -> (String) accessor.call(List.of(value));
  }

  private static @Nullable Object defaults(Class<?> type) {
    return factory(type, "defaults").map(made -> made.call(List.of())).orElse(null);
  }

  private static Optional<Invocable> factory(Class<?> type, String name, Class<?>... parameters) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getReturnType() == type)
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        .findFirst()
        .map((Method method) -> Invocable.of(method));
  }

  private static Invocable canonical(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (Arrays.equals(constructor.getParameterTypes(), parameters)) {
        return Invocable.of(constructor);
      }
    }
    throw new IllegalStateException(type.getName() + " has no canonical constructor");
  }
}
