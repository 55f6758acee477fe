package dev.tocsin.templates;

/** A part of a template that a failure can point at; it prints itself as it could have been written. */
interface Located {
    int position();
}
