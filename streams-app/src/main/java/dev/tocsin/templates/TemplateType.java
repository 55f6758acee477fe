package dev.tocsin.templates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The type of a value in templates: its name in error messages, its fields and methods. Immutable. */
public final class TemplateType<T> {
    /** A field or a method. */
    record Member(boolean isMethod, BiFunction<Object, Arguments, Object> read, Signature signature) {
        public Object of(Object owner, Arguments arguments) {
            return read.apply(owner, arguments);
        }
    }

    private final String name;
    private final Class<T> javaType;
    private final Object absent;
    private final Map<String, Member> members;

    private TemplateType(String name, Class<T> type, Object absent, Map<String, Member> members) {
        this.name = name;
        this.javaType = type;
        this.absent = absent;
        this.members = members;
    }

    /** A type without members. */
    public static <T> TemplateType<T> named(String name, Class<T> type) {
        return new TemplateType<>(name, type, null, Map.of());
    }

    public TemplateType<T> field(String field, Function<T, ?> value) {
        return with(field, new Member(false, (owner, none) -> value.apply(javaType.cast(owner)), Signature.of()));
    }

    public TemplateType<T> method(String method, Signature signature, BiFunction<T, Arguments, ?> body) {
        BiFunction<Object, Arguments, Object> call = (owner, arguments) -> body.apply(javaType.cast(owner), arguments);
        return with(method, new Member(true, call, signature));
    }

    public TemplateType<T> method(String method, Function<T, ?> body) {
        return method(method, Signature.of(), (owner, none) -> body.apply(owner));
    }

    /** The value of missing keys, for types of maps. */
    public TemplateType<T> absent(Object value) {
        return new TemplateType<>(name, javaType, value, members);
    }

    String name() {
        return name;
    }

    Object absent() {
        return absent;
    }

    Optional<Member> member(String member) {
        return Optional.ofNullable(members.get(member));
    }

    private TemplateType<T> with(String memberName, Member member) {
        var more = new LinkedHashMap<>(members);
        more.put(memberName, member);
        return new TemplateType<>(name, javaType, absent, Map.copyOf(more));
    }
}
