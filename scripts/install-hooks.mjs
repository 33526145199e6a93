// Points git at the project's hooks. Runs after `npm install`, on whatever Node started that, and
// where there is no git repository (a downloaded archive, a container) it does nothing.
import { spawnSync } from 'node:child_process';

spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { stdio: 'ignore' });
