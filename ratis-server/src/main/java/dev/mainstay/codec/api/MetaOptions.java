// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource's meta-attributes as status shows them: its own, its template's, those of what it is
 * nested in, and the defaults, in this order. Blocks under a rule are left out: what holds at the
 * moment only the scheduler decides.
 */
record MetaOptions(Configuration configuration, Resource resource, List<Resource> ancestors) {

    boolean isManaged() {
        boolean clusterMaintenance = first(configuration.clusterProperties(), "maintenance-mode")
                .filter(BooleanText::isTrue)
                .isPresent();
        return !clusterMaintenance
                && value("is-managed").map(BooleanText::isTrue).orElse(true)
                && !value("maintenance").map(BooleanText::isTrue).orElse(false);
    }

    boolean isPromotable() {
        return Stream.concat(Stream.of(resource), ancestors.stream())
                .anyMatch(one -> one instanceof Clone clone
                        && (clone.promotability() == Clone.Promotability.BY_ELEMENT
                                || first(clone.options().metaAttributes(), "promotable")
                                        .filter(BooleanText::isTrue)
                                        .isPresent()));
    }

    Optional<String> value(String name) {
        return Stream.concat(Stream.of(resource), ancestors.reversed().stream())
                .flatMap(one -> Stream.concat(
                        Stream.of(options(one)), template(one).stream()))
                .map(options -> first(options.metaAttributes(), name))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> first(configuration.resourceDefaults(), name));
    }

    private Optional<ResourceOptions> template(Resource one) {
        return one instanceof Primitive primitive
                ? configuration.templates().stream()
                        .filter(known -> primitive.template().filter(known.id()::equals)
                                .isPresent())
                        .findFirst()
                        .map(Template::options)
                : Optional.empty();
    }

    private static ResourceOptions options(Resource one) {
        return switch (one) {
            case Primitive primitive -> primitive.options();
            case Group group -> group.options();
            case Clone clone -> clone.options();
            case Bundle bundle -> bundle.options();
        };
    }

    private static Optional<String> first(List<AttributeSet> sets, String name) {
        return sets.stream()
                .filter(set -> set.rule().isEmpty())
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .findFirst()
                .flatMap(Attribute::value);
    }
}
