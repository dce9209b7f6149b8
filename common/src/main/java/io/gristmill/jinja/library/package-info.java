/**
 * Functions for templates: filters ({@link io.gristmill.jinja.library.Filters}), tests ({@link
 * io.gristmill.jinja.library.Tests}), attributes and methods of values ({@link
 * io.gristmill.jinja.library.Lookup}) and global functions ({@link
 * io.gristmill.jinja.library.Globals}), as in the immutable sandbox of Jinja and in transformers.
 */
@NullMarked
package io.gristmill.jinja.library;

import org.jspecify.annotations.NullMarked;
