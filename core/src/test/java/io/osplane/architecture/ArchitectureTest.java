package io.osplane.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.osplane.error.OsplaneException;
import java.util.LinkedHashSet;
import java.util.Set;

@AnalyzeClasses(packages = "io.osplane", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] API = {
    "io.osplane", "io.osplane.plan", "io.osplane.health", "io.osplane.event", "io.osplane.error"
  };

  @ArchTest
  static final ArchRule API_SHOWS_THE_JDK_AND_ITSELF_ONLY =
      classes()
          .that()
          .resideInAnyPackage(API)
          .should(
              showOnly(
                  "java..",
                  "io.osplane",
                  "io.osplane.plan",
                  "io.osplane.health",
                  "io.osplane.event",
                  "io.osplane.error",
                  "io.osplane.spi"));

  @ArchTest
  static final ArchRule SPI_SHOWS_KUBERNETES_MODEL_TYPES_AT_MOST =
      classes()
          .that()
          .resideInAnyPackage("io.osplane.spi", "io.osplane.service")
          .should(
              showOnly(
                  "java..",
                  "io.osplane",
                  "io.osplane.plan",
                  "io.osplane.health",
                  "io.osplane.event",
                  "io.osplane.error",
                  "io.osplane.spi",
                  "io.osplane.service",
                  "io.fabric8.kubernetes.api.model.."));

  @ArchTest
  static final ArchRule KUBERNETES_CLIENT_IS_TOUCHED_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.osplane.internal.kube..")
          .and()
          .doNotHaveFullyQualifiedName("io.osplane.internal.OpenControlPlane")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..");

  @ArchTest
  static final ArchRule ENGINE_IS_NOBODYS_BUSINESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.osplane.internal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.osplane.internal.engine..");

  @ArchTest
  static final ArchRule KUBE_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("io.osplane.internal.kube..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.osplane.internal.engine..");

  @ArchTest
  static final ArchRule JACKSON_IS_INTERNAL_OR_READS_ROWS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.osplane.internal..", "io.osplane.service")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule RETRIES_ARE_IN_THE_ADAPTERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.osplane.internal.kube..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.resilience4j..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?");

  @ArchTest
  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .orShould()
          .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.locks.LockSupport");

  @ArchTest
  static final ArchRule NOBODY_PRINTS =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule LOGS_GO_TO_SLF4J =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache..", "ch.qos.logback..");

  @ArchTest
  static final ArchRule ERRORS_ARE_OSPLANES =
      classes()
          .that()
          .resideInAPackage("io.osplane.error")
          .and()
          .areAssignableTo(Throwable.class)
          .should()
          .beAssignableTo(OsplaneException.class);

  @ArchTest
  static final ArchRule ERRORS_ARE_ALL_IN_THEIR_PACKAGE =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .should()
          .resideInAPackage("io.osplane.error");

  @ArchTest
  static final ArchRule NOTHING_STATIC_CHANGES = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule API_DEPENDS_ON_THE_ENTRANCE_ONLY =
      noClasses()
          .that()
          .resideInAnyPackage(API)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.osplane.internal..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              "io.osplane.internal",
                              "io.osplane.internal.plan",
                              "io.osplane.internal.spec"))));

  private static ArchCondition<JavaClass> showOnly(String... packages) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(packages)
            .or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive));
    return new ArchCondition<>("show types of " + String.join(", ", packages) + " only") {
      @Override
      public void check(JavaClass shown, ConditionEvents events) {
        if (!isShown(shown)) {
          return;
        }
        for (JavaClass type : typesOf(shown)) {
          if (!allowed.test(type.getBaseComponentType())) {
            events.add(
                SimpleConditionEvent.violated(shown, shown.getName() + " shows " + type.getName()));
          }
        }
      }
    };
  }

  private static Set<JavaClass> typesOf(JavaClass shown) {
    Set<JavaClass> types = new LinkedHashSet<>(shown.getRawInterfaces());
    shown.getRawSuperclass().ifPresent(types::add);
    for (JavaField field : shown.getFields()) {
      if (isShown(field.getModifiers())) {
        types.addAll(field.getType().getAllInvolvedRawTypes());
      }
    }
    for (JavaCodeUnit unit : shown.getCodeUnits()) {
      if (isShown(unit.getModifiers())) {
        types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
        unit.getParameterTypes().forEach(p -> types.addAll(p.getAllInvolvedRawTypes()));
      }
    }
    return types;
  }

  private static boolean isShown(JavaClass type) {
    return isShown(type.getModifiers())
        && type.getEnclosingClass().map(ArchitectureTest::isShown).orElse(true);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }
}
