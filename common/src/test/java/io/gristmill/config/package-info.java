/** Tests of settings. */
@NullMarked
package io.gristmill.config;

import org.jspecify.annotations.NullMarked;
