package dev.tocsin.templates.parsing;

import dev.tocsin.templates.parsing.Statement.Body;

/** A named body, and the text in which it stands. */
public record Definition(String name, Source source, Body body) {}
