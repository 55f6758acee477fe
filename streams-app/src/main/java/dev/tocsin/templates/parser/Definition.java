package dev.tocsin.templates.parser;

import dev.tocsin.templates.parser.Statement.Body;

/** A named template body and its source. */
public record Definition(String name, TemplateSource source, Body body) {}
