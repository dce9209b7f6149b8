/** Tests of the answers to every kind of prompt. */
@NullMarked
package io.gristmill.rehearsal.reply;

import org.jspecify.annotations.NullMarked;
