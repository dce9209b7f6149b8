/**
 * Reflection-Tuning (Li et al. 2023): a model criticises an instruction or its answer and writes a
 * better one. Start at {@link io.gristmill.recipe.reflect.Reflect}; what is taken out of the
 * critique says {@link io.gristmill.recipe.reflect.Reflections}.
 */
@NullMarked
package io.gristmill.recipe.reflect;

import org.jspecify.annotations.NullMarked;
