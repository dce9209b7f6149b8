package io.gristmill.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A long test, which {@code mvn verify -Pdrills} runs instead of {@code mvn verify}. A shorter test
 * of the same kind runs every time.
 */
@Documented
@Tag("drill")
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Drill {

  /** What it shows beyond the shorter test. */
  String value();
}
