"""Lines that people type on a phone, with what a careful person takes them for."""

TYPED = """
24推进中，征求意见稿刚发出去|update 24 in_progress '征求意见稿刚发出去'
24 推进中：已完成意见汇总，正修改|update 24 in_progress '已完成意见汇总，正修改'
２４　推进中　已发文|update 24 in_progress '已发文'
24，推进中，材料在走签|update 24 in_progress '材料在走签'
24、55、60 都是推进中|update 24,55,60 in_progress
24/55/60 无新进展|ask unknown_command
24 55 60 无进展|update 24,55,60 no news '无进展'
24和55没有新进展|update 24,55 no news '没有新进展'
55 60 本周没啥新进展|update 55,60 no news '本周没啥新进展'
第二十四项 進行中 徵求意見稿已印發|update 24 in_progress '徵求意見稿已印發'
24 已經完成|update 24 done
24號任務已辦結|update 24 done
查看第24項|show 24
我的任務|mytasks
逾期的任務有哪些|overdue
撤銷|undo
刚才那条写错了，撤回一下|undo
上一条不算|ask ambiguous
不对，撤销刚才的|undo
打错了|ask ambiguous
更正 24 应为22家意见|correct 24 '应为22家意见'
更正第24项：上次写的21家应为22家|correct 24 '上次写的21家应为22家'
24 更正 应为22家|ask ambiguous
24 更正：21家改为22家|ask ambiguous
我要更正24|correct 24
24 推进中 已印发国办发〔2019〕55号文|update 24 in_progress '已印发国办发〔2019〕55号文'
国办发〔2019〕55号文已转发|ask unknown_command
2019年第24号公告已发布|ask unknown_command
55号文已转发各地|ask ambiguous
第3稿已经出来了|ask unknown_command
第三季度的报了|ask unknown_command
第三季度报送|report
报送24|report 24
报送第24项三季度|report 24
24报送|report 24
24 没完成|ask ambiguous
24还没弄完呢|show 24
24 差一点就完成了|ask ambiguous
24 估计下周能完成|ask ambiguous
24应该已完成|ask ambiguous
24 领导说已经完成了|ask ambiguous
24 不再滞后|ask ambiguous
24 没有受阻|ask ambiguous
24 已不受阻，推进中|ask ambiguous
24 未受阻|ask ambiguous
24 受阻问题已解决|ask ambiguous
24 滞后原因是司法部没回函|ask ambiguous
24 完成60%左右|ask bad_percent
24 大约60%|ask bad_percent
24 60％|update 24 60%
24 六成|ask bad_percent
24 60|ask ambiguous
24 进度 60|ask bad_percent
24 百分之六十|update 24 60%
24 从60%提高到80%|ask bad_percent
24 100%|update 24 100%
24 50%以上|ask bad_percent
24 完成了吗|show 24
24完成没|show 24
24 是不是已经完成了|show 24
24啥时候到期|show 24
24到期了没有|show 24
24 谁在负责啊|show 24
帮我看下24|show 24
麻烦查一下第24项进展|show 24
查 24|show 24
24 ?|show 24
24是什么任务|show 24
第24项和第55项|ask ambiguous
看看24和55|ask ambiguous
1-5|ask ambiguous
1-5 推进中|update 1,2,3,4,5 in_progress
1-6 推进中|confirm: update 1,2,3,4,5,6 in_progress
第1至第3项完成|update 1,2,3 done
24到26 推进中|update 24,25,26 in_progress
3-5家单位已反馈|ask unknown_command
10-12 推进中|update 10,11,12 in_progress
10月12日已开会|ask unknown_command
10.12 已开会|ask unknown_command
9月24日召开了协调会|ask unknown_command
24日召开了协调会|ask unknown_command
24个省已完成|ask unknown_command
24家已反馈|ask unknown_command
24 家已反馈|ask unknown_command
全部推进中|refuse multi_target
我的任务全部无进展|ask unknown_command
都没有新进展|ask unknown_command
我这边都无新进展|ask unknown_command
本周无新进展|ask unknown_command
无|ask unknown_command
没有进展|ask unknown_command
已报|ask unknown_command
我已经报过了|ask unknown_command
已经线下报送了|ask missing_task
65 已线下报送|offline 65
12 线下报了|offline 12
12项已线下报送 10月9日|offline 12
offline 12 9 Oct|offline 12
收到|acknowledge
收到，谢谢！|acknowledge
好的好的|acknowledge
嗯|acknowledge
知道了|acknowledge
知道啦|acknowledge
OK👌|acknowledge
辛苦了|acknowledge
👍|acknowledge
明天弄|ask unknown_command
在开会，晚点报|ask unknown_command
今天稍后|later
稍后提醒|ask missing_task
稍后 24 3天|snooze 24 P3D
24 过三天再提醒|remind 24 2019-06-13 09:00
24稍后2小时|snooze 24 PT2H
稍后 24 到下周五|snooze 24 P11D
明天提醒我24|remind 24 2019-06-11 09:00
周四下午三点提醒我报24|remind 24 2019-06-13 15:00
提醒 24 明天下午|remind 24 2019-06-11 14:00
提醒我下周一看55|remind 55 2019-06-17 09:00
提醒 24 昨天|ask past_date
提醒 24 2月30日|ask bad_date
免打扰 9:00-11:00|quiet
免打扰 关|quiet
代管 李四 到 10月20日|handover
我下周休假，李四代我|ask unknown_command
销假|back
我回来了|back
英文|lang en
切换成中文|lang zh
English please|lang en
注销|forget
注销我的账号|forget
意见 提醒太多了|feedback '提醒太多了'
意见：希望能批量导出|feedback '希望能批量导出'
反馈意见已汇总|ask unknown_command
意见已收齐|ask unknown_command
24 意见已收齐|update 24 '意见已收齐'
需协调 24 与司法部分工不明确|coord 24 '与司法部分工不明确'
24 需协调|update 24 blocked
24需要协调 请司法部明确|update 24 blocked '请司法部明确'
24 需协调：司法部未回函|update 24 blocked '司法部未回函'
申请协调|coord
延期 24 12月20日 司法部未会签|extend 24 '司法部未会签'
24 延期到12月20日|ask bad_status
24想延期|ask ambiguous
我的任务 逾期|mytasks overdue
我的任务 牵头|mytasks lead
我的任务 牵头 待报|mytasks lead+owed
待报的任务|mytasks owed
还有哪些没报|mytasks owed
我还差哪几项没报|mytasks owed
我任务 待报|mytasks owed (for '我的任务 待报')
本部门牵头的任务|mytasks lead
我参与的|mytasks participant
我的任务 第二页|mytasks page 2
下一页|ask unknown_command
mytask|mytasks (for 'mytasks')
mytaks lead|mytasks lead (for 'mytasks lead')
我的人物|ask unknown_command
wode renwu|ask unknown_command (code?)
搜索 地理标志|search '地理标志'
搜一下商标|search '商标'
找 专利 质押|search '专利 质押'
哪些任务跟海关有关|search '海关'
有没有关于专利的|search '专利'
跟版权局有关的有哪些|search '版权局'
商标|ask unknown_command
嗯那个第二十四项目前进行中|update 24 in_progress
呃二十四项已经完成了|ask ambiguous
把二十四项改成受阻吧|update 24 blocked
帮我记一下24征求意见稿发了|ask ambiguous
24记一笔：会议已召开|update 24 '会议已召开'
记到24 会议已召开|update 24 '会议已召开'
给24加一条进展 会议已召开|update 24 '会议已召开'
24 问题 经费未落实|update 24 problems '经费未落实'
24下一步打算：11月底前形成送审稿|update 24 next '11月底前形成送审稿'
24 问题：无|update 24 problems '无'
24 推行中 已开会|ask bad_status (24 推进中?)
24 推进种 已开会|ask bad_status (24 推进中?)
24 己完成|ask ambiguous
24 巳完成|ask ambiguous
24 以完成|ask ambiguous
24 完城|ask bad_status (24 完成?)
24 done|update 24 done
24 almost there|ask ambiguous
24 is done I think|ask ambiguous
pls mark 24 as in progress thx|update 24 in_progress
24 wip|update 24 in_progress
status of 24|show 24
24: sent draft to 21 agencies|update 24 'sent draft to 21 agencies'
no update on 24|update 24 no news 'no update'
24 no change|update 24 no news 'no change'
nothing new for 55 and 60|update 55,60 no news 'nothing new'
24推进中，55已完成|ask ambiguous
24推进中;55推进中|ask ambiguous
24 推进中 55 已完成|ask ambiguous
24推进中 55完成|ask ambiguous
24和55完成，60还没有|ask ambiguous
24 推进中 第5项做法可参照|update 24 in_progress '第5项做法可参照'
24 推进中 @李四 请看|update 24 in_progress '@李四 请看'
24 推进中 详见附件|update 24 in_progress '详见附件'
2 4 推进中|update 2,4 in_progress
二四 推进中|ask unknown_command
24.推进中|update 24 in_progress
24。推进中|update 24 in_progress
（24）推进中|update 24 in_progress
24）推进中|update 24 in_progress
①推进中|update 1 in_progress
24-推进中|update 24 in_progress
24——推进中|update 24 in_progress
24=推进中|ask unknown_command
任务24 推进中|update 24 in_progress
24号推进中|update 24 in_progress
024 推进中|update 24 in_progress
124 推进中|ask unknown_task
24改为推进中|update 24 in_progress
24状态改成滞后|update 24 behind
24状态：推进中|update 24 in_progress
24：推进中→已完成|ask ambiguous
24恢复推进中|ask ambiguous
24重新启动|ask ambiguous
24 暂停|ask bad_status
24 已取消|ask bad_status
24 已上报|update 24 '已上报'
24 已报送国务院|update 24 '已报送国务院'
24 撤销|ask ambiguous
撤销 24|ask ambiguous
24的记录删掉|ask ambiguous
删除24|refuse unsupported
24 删掉刚才那条|ask ambiguous
帮助|help
怎么报|help
咋填|help
不会用|help
有人吗|help
你好|help
在吗|help
人工|help '账号'
转人工|help '账号'
我绑错单位了|help '账号'
换手机了怎么办|help '账号'
"""
