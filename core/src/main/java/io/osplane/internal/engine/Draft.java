package io.osplane.internal.engine;

import io.osplane.plan.Plan;
import java.util.List;

/**
 * A plan with what is needed to carry it out.
 *
 * @param plan what is shown
 * @param roster the components of the control plane as it shall be
 * @param nodes every task, each after what it needs
 * @param revision what is remembered of it; unchanged if it is the last one
 */
record Draft(Plan plan, Roster roster, List<Node> nodes, Revision revision) {}
