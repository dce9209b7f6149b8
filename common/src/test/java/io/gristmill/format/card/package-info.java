/** Tests of the data set card. */
@NullMarked
package io.gristmill.format.card;

import org.jspecify.annotations.NullMarked;
