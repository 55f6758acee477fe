package dev.tocsin.templates.parser;

import dev.tocsin.templates.parser.Statement.Body;

/** A named body, and the text in which it stands. */
public record Definition(String name, TemplateSource source, Body body) {}
