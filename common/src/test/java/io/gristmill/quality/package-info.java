/** Tests of the quality rules and their settings. */
@NullMarked
package io.gristmill.quality;

import org.jspecify.annotations.NullMarked;
