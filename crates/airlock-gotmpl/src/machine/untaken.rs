//! What randomness or time decided by leaving a branch out: the variables that it would have
//! assigned keep a value that says so. Runs nothing of the branch.

use crate::tree::{Node, Run};

use super::Machine;
use super::eval::Env;

impl Machine<'_> {
    /// Marks the variables that a list assigns, in the branches inside it too. What it declares by
    /// itself ends with it.
    pub(super) fn mark_assigned(&mut self, env: Env<'_>, list: Option<Run>) {
        let mut lists: Vec<Run> = list.into_iter().collect();
        while let Some(list) = lists.pop() {
            for node in list.of(&env.file.nodes) {
                match *node {
                    Node::Action { pipe, .. } => self.mark_targets(env, pipe),
                    Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                        let Some(branch) = env.file.branches.get(branch as usize) else {
                            continue;
                        };
                        self.mark_targets(env, branch.pipe);
                        lists.push(branch.body);
                        lists.extend(branch.otherwise);
                    }
                    Node::Text(_) | Node::Template { .. } | Node::Break | Node::Continue => {}
                }
            }
        }
    }

    fn mark_targets(&mut self, env: Env<'_>, pipe: u32) {
        let Some(pipe) = env.file.pipes.get(pipe as usize) else {
            return;
        };
        if pipe.assigns {
            for target in pipe.targets.of(&env.file.targets) {
                self.mark_variable(env, *target);
            }
        }
    }
}
