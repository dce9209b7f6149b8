/**
 * HTTP model clients: {@link io.gristmill.llm.client.LlmConfig} holds the settings, {@link
 * io.gristmill.llm.client.Models} opens the configured model. Uses the JDK's {@code HttpClient} and
 * Jackson, no provider library.
 */
@NullMarked
package io.gristmill.llm.client;

import org.jspecify.annotations.NullMarked;
