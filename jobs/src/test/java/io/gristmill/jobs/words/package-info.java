/**
 * Keeps private words out of settings, identifiers and prose. The list is the resource {@code
 * vocabulary/private-words.txt}; start at {@link io.gristmill.jobs.words.PrivateWordsTest}.
 */
@NullMarked
package io.gristmill.jobs.words;

import org.jspecify.annotations.NullMarked;
