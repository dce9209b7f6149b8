/**
 * From records to what a model is taught. {@link io.gristmill.lesson.LessonReader} says what a raw
 * record means, a {@link io.gristmill.lesson.LessonStyle} writes it as text of which some is
 * learned, {@link io.gristmill.lesson.LessonEncoder} makes tokens of that; {@link
 * io.gristmill.lesson.Lessons} is all three with the limit, for the trainer and the stage {@code
 * tokenize} alike. The chat template of a model is a style too. A row that cannot be taught is a
 * value with its reason. Knows no tokenizer, only {@link io.gristmill.lesson.TextEncoder}.
 */
@NullMarked
package io.gristmill.lesson;

import org.jspecify.annotations.NullMarked;
