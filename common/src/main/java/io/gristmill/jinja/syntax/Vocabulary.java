package io.gristmill.jinja.syntax;

import java.util.Set;

/**
 * What the engine knows by name; the rest is refused when a template is read.
 *
 * @param filters names of filters
 * @param tests names of tests
 * @param refusedNames global variables of Jinja that the engine has not
 * @param refusedMethods methods of Python's types that the engine has not
 */
public record Vocabulary(
    Set<String> filters, Set<String> tests, Set<String> refusedNames, Set<String> refusedMethods) {}
