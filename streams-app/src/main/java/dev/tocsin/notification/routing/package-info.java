/**
 * Whom an alert concerns: the tree of routes.
 *
 * <p><b>Promises:</b> the routes, route keys and group keys of Alertmanager, to the letter; every alert finds at least
 * one route.
 *
 * <p><b>Does not:</b> hold alerts or know receivers by more than their name. Doors:
 * {@link dev.tocsin.notification.routing.RouteNode} (what a configuration says),
 * {@link dev.tocsin.notification.routing.RoutingTree}, {@link dev.tocsin.notification.routing.Route}.
 */
package dev.tocsin.notification.routing;
