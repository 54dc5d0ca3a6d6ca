// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.proto.v1.ConfigurationProto;
import java.util.List;
import java.util.Optional;

/** Location, order, colocation and ticket constraints, and the sets they name. */
final class ConstraintCodec {

    private ConstraintCodec() {}

    static ConfigurationProto.Constraint encode(Constraint constraint) {
        var message = ConfigurationProto.Constraint.newBuilder();
        switch (constraint) {
            case Constraint.Location location -> message.setLocation(encode(location));
            case Constraint.Order order -> message.setOrder(encode(order));
            case Constraint.Colocation colocation -> message.setColocation(encode(colocation));
            case Constraint.Ticket ticket -> message.setTicket(encode(ticket));
        }
        return message.build();
    }

    static Constraint constraint(ConfigurationProto.Constraint message) throws MalformedField {
        return switch (message.getKindCase()) {
            case LOCATION -> decode("location", message.getLocation(), ConstraintCodec::location);
            case ORDER -> decode("order", message.getOrder(), ConstraintCodec::order);
            case COLOCATION -> decode("colocation", message.getColocation(),
                    ConstraintCodec::colocation);
            case TICKET -> decode("ticket", message.getTicket(), ConstraintCodec::ticket);
            case KIND_NOT_SET -> throw unknownKind("");
        };
    }

    private static ConfigurationProto.LocationConstraint encode(Constraint.Location constraint) {
        var message = ConfigurationProto.LocationConstraint.newBuilder()
                .setId(constraint.id())
                .addAllSets(encode(constraint.sets()))
                .addAllRules(constraint.rules().stream().map(AttributeCodec::encode).toList());
        constraint.resource().ifPresent(resource -> message.setResource(resource.value()));
        constraint.pattern().ifPresent(message::setPattern);
        constraint.node().ifPresent(node -> message.setNode(node.value()));
        constraint.score().ifPresent(message::setScore);
        constraint.role().ifPresent(message::setRole);
        constraint.discovery().ifPresent(message::setDiscovery);
        return message.build();
    }

    private static Constraint.Location location(ConfigurationProto.LocationConstraint message)
            throws MalformedField {
        return new Constraint.Location(
                required("id", message.getId()),
                resource(message.hasResource(), message.getResource()),
                message.hasPattern() ? Optional.of(message.getPattern()) : Optional.empty(),
                sets(message.getSetsList()),
                message.hasNode()
                        ? Optional.of(new NodeId(message.getNode()))
                        : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                message.hasRole() ? Optional.of(message.getRole()) : Optional.empty(),
                message.hasDiscovery() ? Optional.of(message.getDiscovery()) : Optional.empty(),
                decodeAll("rules", message.getRulesList(), AttributeCodec::rule));
    }

    private static ConfigurationProto.OrderConstraint encode(Constraint.Order constraint) {
        var message = ConfigurationProto.OrderConstraint.newBuilder()
                .setId(constraint.id())
                .addAllSets(encode(constraint.sets()));
        constraint.first().ifPresent(first -> message.setFirst(first.value()));
        constraint.then().ifPresent(then -> message.setThen(then.value()));
        constraint.firstAction().ifPresent(message::setFirstAction);
        constraint.thenAction().ifPresent(message::setThenAction);
        constraint.firstInstance().ifPresent(message::setFirstInstance);
        constraint.thenInstance().ifPresent(message::setThenInstance);
        constraint.kind().ifPresent(message::setKind);
        constraint.score().ifPresent(message::setScore);
        constraint.symmetrical().ifPresent(message::setSymmetrical);
        constraint.requireAll().ifPresent(message::setRequireAll);
        return message.build();
    }

    private static Constraint.Order order(ConfigurationProto.OrderConstraint message)
            throws MalformedField {
        return new Constraint.Order(
                required("id", message.getId()),
                resource(message.hasFirst(), message.getFirst()),
                resource(message.hasThen(), message.getThen()),
                message.hasFirstAction() ? Optional.of(message.getFirstAction()) : Optional.empty(),
                message.hasThenAction() ? Optional.of(message.getThenAction()) : Optional.empty(),
                message.hasFirstInstance()
                        ? Optional.of(message.getFirstInstance())
                        : Optional.empty(),
                message.hasThenInstance()
                        ? Optional.of(message.getThenInstance())
                        : Optional.empty(),
                message.hasKind() ? Optional.of(message.getKind()) : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                message.hasSymmetrical() ? Optional.of(message.getSymmetrical()) : Optional.empty(),
                message.hasRequireAll() ? Optional.of(message.getRequireAll()) : Optional.empty(),
                sets(message.getSetsList()));
    }

    private static ConfigurationProto.ColocationConstraint encode(
            Constraint.Colocation constraint) {
        var message = ConfigurationProto.ColocationConstraint.newBuilder()
                .setId(constraint.id())
                .addAllSets(encode(constraint.sets()));
        constraint.dependent().ifPresent(dependent -> message.setDependent(dependent.value()));
        constraint.primary().ifPresent(primary -> message.setPrimary(primary.value()));
        constraint.dependentRole().ifPresent(message::setDependentRole);
        constraint.primaryRole().ifPresent(message::setPrimaryRole);
        constraint.dependentInstance().ifPresent(message::setDependentInstance);
        constraint.primaryInstance().ifPresent(message::setPrimaryInstance);
        constraint.score().ifPresent(message::setScore);
        constraint.nodeAttribute().ifPresent(message::setNodeAttribute);
        constraint.influence().ifPresent(message::setInfluence);
        return message.build();
    }

    private static Constraint.Colocation colocation(
            ConfigurationProto.ColocationConstraint message) throws MalformedField {
        return new Constraint.Colocation(
                required("id", message.getId()),
                resource(message.hasDependent(), message.getDependent()),
                resource(message.hasPrimary(), message.getPrimary()),
                message.hasDependentRole()
                        ? Optional.of(message.getDependentRole())
                        : Optional.empty(),
                message.hasPrimaryRole() ? Optional.of(message.getPrimaryRole()) : Optional.empty(),
                message.hasDependentInstance()
                        ? Optional.of(message.getDependentInstance())
                        : Optional.empty(),
                message.hasPrimaryInstance()
                        ? Optional.of(message.getPrimaryInstance())
                        : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                message.hasNodeAttribute()
                        ? Optional.of(message.getNodeAttribute())
                        : Optional.empty(),
                message.hasInfluence() ? Optional.of(message.getInfluence()) : Optional.empty(),
                sets(message.getSetsList()));
    }

    private static ConfigurationProto.TicketConstraint encode(Constraint.Ticket constraint) {
        var message = ConfigurationProto.TicketConstraint.newBuilder()
                .setId(constraint.id())
                .setTicket(constraint.ticket())
                .addAllSets(encode(constraint.sets()));
        constraint.resource().ifPresent(resource -> message.setResource(resource.value()));
        constraint.role().ifPresent(message::setRole);
        constraint.lossPolicy().ifPresent(message::setLossPolicy);
        return message.build();
    }

    private static Constraint.Ticket ticket(ConfigurationProto.TicketConstraint message)
            throws MalformedField {
        return new Constraint.Ticket(
                required("id", message.getId()),
                required("ticket", message.getTicket()),
                resource(message.hasResource(), message.getResource()),
                message.hasRole() ? Optional.of(message.getRole()) : Optional.empty(),
                message.hasLossPolicy() ? Optional.of(message.getLossPolicy()) : Optional.empty(),
                sets(message.getSetsList()));
    }

    private static List<ConfigurationProto.ResourceSet> encode(List<ResourceSet> sets) {
        return sets.stream().map(ConstraintCodec::encode).toList();
    }

    private static ConfigurationProto.ResourceSet encode(ResourceSet set) {
        var message = ConfigurationProto.ResourceSet.newBuilder()
                .addAllMembers(set.members().stream().map(ResourceId::value).toList());
        set.id().ifPresent(message::setId);
        set.reference().ifPresent(message::setReference);
        set.sequential().ifPresent(message::setSequential);
        set.requireAll().ifPresent(message::setRequireAll);
        set.role().ifPresent(message::setRole);
        set.action().ifPresent(message::setAction);
        set.score().ifPresent(message::setScore);
        set.kind().ifPresent(message::setKind);
        set.ordering().ifPresent(message::setOrdering);
        return message.build();
    }

    private static List<ResourceSet> sets(List<ConfigurationProto.ResourceSet> messages) {
        return messages.stream().map(ConstraintCodec::set).toList();
    }

    private static ResourceSet set(ConfigurationProto.ResourceSet message) {
        return new ResourceSet(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                message.hasSequential() ? Optional.of(message.getSequential()) : Optional.empty(),
                message.hasRequireAll() ? Optional.of(message.getRequireAll()) : Optional.empty(),
                message.hasRole() ? Optional.of(message.getRole()) : Optional.empty(),
                message.hasAction() ? Optional.of(message.getAction()) : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                message.hasKind() ? Optional.of(message.getKind()) : Optional.empty(),
                message.hasOrdering() ? Optional.of(message.getOrdering()) : Optional.empty(),
                message.getMembersList().stream().map(ResourceId::new).toList());
    }

    private static Optional<ResourceId> resource(boolean present, String value) {
        return present ? Optional.of(new ResourceId(value)) : Optional.empty();
    }
}
