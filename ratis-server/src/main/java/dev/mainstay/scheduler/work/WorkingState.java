// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.explain.LedgerWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that one run knows and has decided so far. */
public final class WorkingState {
    private final TreeMap<String, WorkNode> nodesByName = new TreeMap<>();
    private final Map<String, WorkResource> resourcesById = new LinkedHashMap<>();
    private final Map<String, WorkAction> pseudoActionsByKey = new LinkedHashMap<>();

    private int lastActionNumber = 0;
    private final ClusterOptions options;
    private final LedgerWriter ledger = new LedgerWriter();
    private List<WorkNode> nodes = new ArrayList<>();
    private List<WorkResource> resources = new ArrayList<>();
    private final List<Colocation> colocations = new ArrayList<>();
    private final List<TicketRule> tickets = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final List<WorkAction> actions = new ArrayList<>();
    private final List<HistoryEntry> histories = new ArrayList<>();
    private final Map<String, List<HistoryEntry>> historiesById = new LinkedHashMap<>();
    private final List<ExpiredFailure> reruns = new ArrayList<>();
    private final List<FailCountClear> failCountClears = new ArrayList<>();
    private final List<ExpiredFailure> expiredFailures = new ArrayList<>();
    private final List<ForcedStop> forcedStops = new ArrayList<>();
    private final List<WorkResource> failedBundleConnections = new ArrayList<>();
    private boolean haveFenceDevice = false;
    private boolean unfencingInUse = false;
    private boolean haveRemoteNodes = false;
    private @Nullable WorkNode controller = null;
    private Optional<Instant> recheckAt = Optional.empty();

    /** A stop that a failure asks for even if the resource stays where it is. */
    public record ForcedStop(WorkResource resource, WorkNode node) {}

    public WorkingState(ClusterOptions options) {
        this.options = options;
    }

    public void addNode(WorkNode node) {
        nodesByName.put(node.name(), node);
        nodes.add(node);
    }

    public @Nullable WorkNode node(String name) {
        return nodesByName.get(name);
    }

    public Optional<WorkNode> node(NodeId id) {
        return Optional.ofNullable(nodesByName.get(id.value()));
    }

    /** Makes a resource and everything below it findable by id. */
    public void register(WorkResource resource) {
        resource.tree().forEach(r -> resourcesById.putIfAbsent(r.id(), r));
    }

    /** Finds a resource or instance by its id. */
    public @Nullable WorkResource resource(String id) {
        return resourcesById.get(id);
    }

    /** Finds an action that belongs to no resource and relays order only. */
    public @Nullable WorkAction pseudoAction(String key) {
        return pseudoActionsByKey.get(key);
    }

    void addPseudoAction(WorkAction action) {
        pseudoActionsByKey.put(action.key(), action);
        actions.add(action);
    }

    /** Every resource and instance, parents first. */
    public Stream<WorkResource> allResources() {
        return resources.stream().flatMap(WorkResource::tree);
    }

    /** Numbers ascend in the order in which actions are made. */
    public int nextActionNumber() {
        return ++lastActionNumber;
    }

    /** Asks for another plan no later than then. */
    public void recheckBy(Instant time) {
        if (time.isAfter(options.now())
                && (recheckAt.isEmpty() || time.isBefore(recheckAt.get()))) {
            recheckAt = Optional.of(time);
        }
    }

    /** Adds an ordering between two actions named by key. */
    public void order(@Nullable WorkResource first, String firstKey, @Nullable WorkResource then,
            String thenKey, int kinds) {
        orderings.add(new Ordering(first, firstKey, null, then, thenKey, null, kinds));
    }

    /** Adds an ordering between two tasks of resources, both without interval. */
    public void orderTasks(
            WorkResource first, String firstTask, WorkResource then, String thenTask, int kinds) {
        order(first, Tasks.key(first.id(), firstTask, 0), then, Tasks.key(then.id(), thenTask, 0),
                kinds);
    }

    public ClusterOptions options() {
        return options;
    }

    public LedgerWriter ledger() {
        return ledger;
    }

    public List<WorkNode> nodes() {
        return nodes;
    }

    public void nodes(List<WorkNode> value) {
        this.nodes = value;
    }

    public List<WorkResource> resources() {
        return resources;
    }

    public void resources(List<WorkResource> value) {
        this.resources = value;
    }

    public List<Colocation> colocations() {
        return colocations;
    }

    public List<TicketRule> tickets() {
        return tickets;
    }

    public List<Ordering> orderings() {
        return orderings;
    }

    public List<WorkAction> actions() {
        return actions;
    }

    /** All histories, in the order in which they were read. */
    public List<HistoryEntry> histories() {
        return Collections.unmodifiableList(histories);
    }

    /** Those of one resource or instance. */
    public List<HistoryEntry> histories(WorkResource resource) {
        return historiesById.getOrDefault(resource.id(), List.of());
    }

    public void addHistory(HistoryEntry entry) {
        histories.add(entry);
        historiesById.computeIfAbsent(entry.resource().id(), id -> new ArrayList<>()).add(entry);
    }

    public List<FailCountClear> failCountClears() {
        return failCountClears;
    }

    public List<ExpiredFailure> expiredFailures() {
        return expiredFailures;
    }

    public List<ForcedStop> forcedStops() {
        return forcedStops;
    }

    public List<WorkResource> failedBundleConnections() {
        return failedBundleConnections;
    }

    public boolean haveFenceDevice() {
        return haveFenceDevice;
    }

    public void haveFenceDevice(boolean value) {
        this.haveFenceDevice = value;
    }

    public boolean unfencingInUse() {
        return unfencingInUse;
    }

    public void unfencingInUse(boolean value) {
        this.unfencingInUse = value;
    }

    public boolean haveRemoteNodes() {
        return haveRemoteNodes;
    }

    public void haveRemoteNodes(boolean value) {
        this.haveRemoteNodes = value;
    }

    public @Nullable WorkNode controller() {
        return controller;
    }

    public void controller(@Nullable WorkNode value) {
        this.controller = value;
    }

    public Optional<Instant> recheckAt() {
        return recheckAt;
    }

    public void recheckAt(Optional<Instant> value) {
        this.recheckAt = value;
    }

    /** Recurring operations that go on but have to be run anew, with other parameters. */
    public List<ExpiredFailure> reruns() {
        return reruns;
    }
}
