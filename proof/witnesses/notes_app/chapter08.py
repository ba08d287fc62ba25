"""后台任务."""

# changed: the imports, which the notes leave out in part
from typing import Optional

from fastapi import APIRouter, BackgroundTasks, Depends

from reference_app.crud import log

app08 = APIRouter()


# changed: the tasks write into the log that the request names, which GET /chapter08/readme shows; the notes' one
# README.md grows without end, and no operation shows it
def bg_task(framework: str, document: str):
    log.append(document, f"\n## {framework} 框架精讲")


@app08.post("/background_tasks")
async def run_bg_task(framework: str, background_tasks: BackgroundTasks, document: str = "readme"):
    background_tasks.add_task(bg_task, framework, document)
    return {"message": "任务已在后台运行"}


def continue_write_readme(background_tasks: BackgroundTasks, q: Optional[str] = None, document: str = "readme"):
    if q:
        background_tasks.add_task(
            bg_task, "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n", document
        )
    return q


@app08.post("/dependency/background_tasks")
async def dependency_run_bg_task(q: str = Depends(continue_write_readme)):
    if q:
        return {"message": "README.md更新成功"}
