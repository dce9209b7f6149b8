/**
 * Models behind HTTP: what is set ({@link io.gristmill.llm.client.LlmConfig}), and the servers that
 * are spoken to. {@link io.gristmill.llm.client.Models} opens what the settings name. JDK {@code
 * HttpClient} and Jackson, no library of a provider.
 */
@NullMarked
package io.gristmill.llm.client;

import org.jspecify.annotations.NullMarked;
