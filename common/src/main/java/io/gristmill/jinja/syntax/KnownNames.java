package io.gristmill.jinja.syntax;

import java.util.Set;

/**
 * The names that the engine knows; the parser rejects all others.
 *
 * @param filters names of filters
 * @param tests names of tests
 * @param unsupportedNames unsupported global variables of Jinja
 * @param unsupportedMethods unsupported methods of Python types
 */
public record KnownNames(
    Set<String> filters,
    Set<String> tests,
    Set<String> unsupportedNames,
    Set<String> unsupportedMethods) {}
