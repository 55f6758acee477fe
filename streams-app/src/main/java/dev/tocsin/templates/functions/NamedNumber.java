package dev.tocsin.templates.functions;

import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/** Go's time.Month or time.Weekday: a number that is printed as its name. */
final class NamedNumber extends Number implements TemplateObject {
    private static final TemplateType<NamedNumber> MONTH =
            TemplateType.named("time.Month", NamedNumber.class).method("String", NamedNumber::toString);
    private static final TemplateType<NamedNumber> WEEKDAY =
            TemplateType.named("time.Weekday", NamedNumber.class).method("String", NamedNumber::toString);

    private final transient TemplateType<NamedNumber> type;
    private final int number;
    private final String name;

    private NamedNumber(TemplateType<NamedNumber> type, int number, String name) {
        this.type = type;
        this.number = number;
        this.name = name;
    }

    /** January is 1. */
    static NamedNumber of(Month month) {
        return new NamedNumber(MONTH, month.getValue(), month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    /** Sunday is 0. */
    static NamedNumber of(DayOfWeek day) {
        return new NamedNumber(WEEKDAY, day.getValue() % 7, day.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    @Override
    public TemplateType<?> templateType() {
        return type;
    }

    @Override
    public long longValue() {
        return number;
    }

    @Override
    public int intValue() {
        return number;
    }

    @Override
    public double doubleValue() {
        return number;
    }

    @Override
    public float floatValue() {
        return number;
    }

    @Override
    public String toString() {
        return name;
    }
}
