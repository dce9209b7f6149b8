/**
 * Reflection-Tuning (Li et al. 2023): a model criticizes an instruction or its answer and writes a
 * better one. Start at {@link io.gristmill.recipe.reflect.Reflect}; {@link
 * io.gristmill.recipe.reflect.Reflections} parses the critique.
 */
@NullMarked
package io.gristmill.recipe.reflect;

import org.jspecify.annotations.NullMarked;
